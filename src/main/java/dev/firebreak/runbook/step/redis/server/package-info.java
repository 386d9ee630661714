/** Port to a Redis server, and its values. */
package dev.firebreak.runbook.step.redis.server;
