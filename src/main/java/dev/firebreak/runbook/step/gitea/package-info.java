/** Steps on Gitea, and the port that they need. */
package dev.firebreak.runbook.step.gitea;
