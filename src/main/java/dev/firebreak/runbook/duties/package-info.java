/** Separation of duties: who has a part in a step and so can't approve it. */
package dev.firebreak.runbook.duties;
