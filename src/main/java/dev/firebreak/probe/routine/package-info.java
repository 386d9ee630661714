/**
 * Routine checks: on schedule, each begins the process routine-check once for all nodes, looks at services, performance
 * or security, keeps what it found, and asks a person to sign it off.
 */
@NamedInterface("routine")
package dev.firebreak.probe.routine;

import org.springframework.modulith.NamedInterface;
