/** The draft: facts from the record, and the document in Markdown. */
package dev.firebreak.postmortem.draft;
