/** The stored post-mortem and its sections. */
package dev.firebreak.postmortem.record;
