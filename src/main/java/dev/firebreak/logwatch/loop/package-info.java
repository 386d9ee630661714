/** Runs the sources of logs, each on a thread of its own. */
package dev.firebreak.logwatch.loop;
