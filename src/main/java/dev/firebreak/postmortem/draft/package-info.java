/** Drafting a post-mortem from the incident's record, and rendering it as Markdown. */
package dev.firebreak.postmortem.draft;
