/** Where the response waits: how long each activity of the processes takes, from the engine's history. */
@NamedInterface("waiting")
package dev.firebreak.report.waiting;

import org.springframework.modulith.NamedInterface;
