/** Drafting, editing and filing of a post-mortem, over HTTP and in the process. */
package dev.firebreak.postmortem.edit;
