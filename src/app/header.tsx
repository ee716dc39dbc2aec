/**
 * @file The header: the lab's name, and what concerns every page.
 */
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EngineBadge } from './engine-badge';
import { LanguageSwitch } from './language-switch';
import { Mark } from './mark';
import { ShareButton } from './share-button';
import { ThemeSwitch } from './theme-switch';

export function Header() {
  const { t } = useTranslation();
  return (
    <header className="lab-header">
      <Link to="/" className="lab-name">
        <Mark />
        <span>{t('common.name')}</span>
      </Link>
      <div className="lab-tools">
        <EngineBadge />
        <ShareButton />
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}
