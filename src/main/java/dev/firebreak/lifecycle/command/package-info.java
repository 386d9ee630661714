/**
 * What people order about incidents: declare, acknowledge, severity, hand-over, updates, resolve, merge, cancel; and its
 * HTTP API.
 */
@NamedInterface("command")
package dev.firebreak.lifecycle.command;

import org.springframework.modulith.NamedInterface;
