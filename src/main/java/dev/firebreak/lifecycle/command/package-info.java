/**
 * The HTTP API for commands about incidents: declare, acknowledge, severity, hand-over, updates, resolve, merge,
 * cancel.
 */
package dev.firebreak.lifecycle.command;
