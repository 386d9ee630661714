/** Steps on images of a Docker Engine, and the port that they need. */
package dev.firebreak.runbook.step.docker.image;
