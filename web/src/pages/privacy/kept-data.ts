interface KeptData {
  what: string;
  why: string;
  howLong: string;
}

/** What is stored of a trader, in the words of docs/privacy.md. */
export const KEPT_DATA: readonly KeptData[] = [
  {
    what: 'Your e-mail address, and a one-way hash of your password',
    why: 'To know you when you sign in. The password itself is not stored.',
    howLong: 'As long as the account',
  },
  {
    what: 'Your second factor and its recovery codes, if you set it up',
    why: 'To ask for it. The key of your app is sealed; of recovery codes only hashes are kept.',
    howLong: 'Until you turn it off',
  },
  {
    what: 'Sessions: browser and system by name, when they were used, a hash of the network address',
    why: 'To show you where you are signed in, and to slow down guessing.',
    howLong: 'Two weeks after the last use, 90 days at most',
  },
  {
    what: 'What a broker gave you to let us read: a token or a key, sealed with a key of your own',
    why: 'To read your trades without asking you each time.',
    howLong: 'Until you disconnect the broker',
  },
  {
    what: 'Your trades, transfers and balances as the broker tells them',
    why: 'Everything that is said is made of them and can be checked against them.',
    howLong: 'As long as the account',
  },
  {
    what: 'Files that you upload',
    why: 'To read them, and again if that failed.',
    howLong: '30 days after they were last read',
  },
  {
    what: 'What is found in them: results, labels with their figures, reflections, reports',
    why: 'This is what the coach is for.',
    howLong: 'As long as the account',
  },
  {
    what: 'Answers to what you asked: what a trade or a rule would have come to',
    why: 'So that the same is not reckoned twice.',
    howLong: '90 days',
  },
  {
    what: 'What you enter: settings, costs, votes',
    why: 'To count as you count.',
    howLong: 'As long as the account',
  },
  {
    what: 'Whether you want your weekly digest by e-mail, and when one was sent',
    why: 'To send it, only if you ask for it. Its figures then pass the mail service and lie in your mailbox.',
    howLong: 'Until you turn it off',
  },
  {
    what: 'The feed: the messages that your pages are told',
    why: 'So that a page that was away misses nothing.',
    howLong: '90 days',
  },
  {
    what: 'The activity log: sign-ins, connections, imports, exports, in coarse terms',
    why: 'So that you can see what happened to your account.',
    howLong: 'As long as the account',
  },
  {
    what: 'What became of imports and exports',
    why: 'To tell you, and to go on where one was cut short.',
    howLong: 'As long as the account; a week where it ran by itself and found nothing',
  },
  {
    what: 'Exports that you ask for',
    why: 'So that you can download them.',
    howLong: 'Seven days',
  },
];
