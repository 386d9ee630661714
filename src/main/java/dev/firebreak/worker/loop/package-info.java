/**
 * The worker: fetches external tasks, renews their locks, runs their handlers, and reports the results to the engine.
 */
package dev.firebreak.worker.loop;
