export interface NoticeWords {
  readonly newAssignment: string;
  severalAssignments(count: number): string;
  readonly noPreview: string;
}

const english: NoticeWords = {
  newAssignment: 'New assignment',
  severalAssignments: (count) => `${count} new assignments`,
  noPreview: 'A conversation was assigned to you.',
};

const german: NoticeWords = {
  newAssignment: 'Neue Zuweisung',
  severalAssignments: (count) => `${count} neue Zuweisungen`,
  noPreview: 'Dir wurde eine Unterhaltung zugewiesen.',
};

/** The texts in the language of the agent's account; English if it is not available. */
export function noticeWords(locale: string | null): NoticeWords {
  return locale?.toLowerCase().startsWith('de') === true ? german : english;
}
