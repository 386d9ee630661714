/** Adapter to Redis servers by Jedis. */
package dev.firebreak.runbook.step.redis.jedis;
