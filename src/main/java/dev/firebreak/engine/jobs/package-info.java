/** The job executor: its threads, a watchdog for long jobs, and the check of clock skew. */
package dev.firebreak.engine.jobs;
