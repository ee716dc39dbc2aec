/**
 * @file English or 中文. The button says the other language, in that language.
 */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, currentLanguage } from '../language';

export function LanguageSwitch() {
  // Draws again when the language has changed.
  useTranslation();
  const [loading, setLoading] = useState(false);
  const isChinese = currentLanguage() === 'zh-CN';
  const choose = async () => {
    setLoading(true);
    try {
      await chooseLanguage(isChinese ? 'en' : 'zh-CN');
    } catch {
      // The texts could not be loaded: the page stays readable as it is, the button can be tried again.
    }
    setLoading(false);
  };
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-md"
      fw={500}
      lang={isChinese ? 'en' : 'zh-CN'}
      loading={loading}
      onClick={() => void choose()}
    >
      {isChinese ? 'EN' : '中文'}
    </Button>
  );
}
