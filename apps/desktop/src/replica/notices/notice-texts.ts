export interface NoticeTexts {
  readonly newAssignment: string;
  severalAssignments(count: number): string;
  readonly noPreview: string;
}

const english: NoticeTexts = {
  newAssignment: 'New assignment',
  severalAssignments: (count) => `${count} new assignments`,
  noPreview: 'A conversation was assigned to you.',
};

const german: NoticeTexts = {
  newAssignment: 'Neue Zuweisung',
  severalAssignments: (count) => `${count} neue Zuweisungen`,
  noPreview: 'Dir wurde eine Unterhaltung zugewiesen.',
};

/** The texts in the language of the agent's account; English if it is not available. */
export function noticeTexts(locale: string | null): NoticeTexts {
  return locale?.toLowerCase().startsWith('de') === true ? german : english;
}
