/**
 * @file The lab's mark: three tokens, two of which the last one looks back at.
 */
export function Mark() {
  return (
    <svg width={26} height={26} viewBox="0 0 32 32" aria-hidden="true">
      <rect width={32} height={32} rx={8} fill="#3b5bdb" />
      <path
        d="M6 20C9 9 23 9 26 20M13 20c2-5 11-5 13 0"
        fill="none"
        stroke="#fff"
        strokeWidth={2.2}
        strokeLinecap="round"
      />
      <g fill="#fff">
        <circle cx={6} cy={22} r={2.4} />
        <circle cx={13} cy={22} r={2.4} />
        <circle cx={26} cy={22} r={2.4} />
      </g>
    </svg>
  );
}
