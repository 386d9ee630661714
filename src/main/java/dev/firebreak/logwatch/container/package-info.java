/** Logs of containers, read from the Docker Engine. */
package dev.firebreak.logwatch.container;
