/** The processes of a Gitea that runs in a container. */
package dev.firebreak.runbook.step.gitea.container;
