/** Pushes to a Git server (GitHub, Gitea, Forgejo, GitLab) as changes of services. */
package dev.firebreak.change.git;
