/** Opens incidents and starts their processes through an outbox. */
package dev.firebreak.lifecycle.start;
