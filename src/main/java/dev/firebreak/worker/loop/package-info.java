/** The worker: fetches external tasks, renews their locks, performs them, and reports to the engine. */
package dev.firebreak.worker.loop;
