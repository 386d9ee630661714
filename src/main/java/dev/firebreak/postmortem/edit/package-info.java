/** Editing a post-mortem over HTTP, and the delegates of the post-mortem process. */
package dev.firebreak.postmortem.edit;
