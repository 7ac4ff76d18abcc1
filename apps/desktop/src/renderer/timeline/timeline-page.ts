/** So many items are read at first, and so many more whenever one scrolls to the top of them. */
export const timelinePage = 200;
