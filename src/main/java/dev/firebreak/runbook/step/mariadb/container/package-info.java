/** MariaDB servers that run in containers of a Docker Engine. */
package dev.firebreak.runbook.step.mariadb.container;
