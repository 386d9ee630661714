/** Replay: what the rules in force now make of payloads that the journal keeps, as a dry run or applied. */
@NamedInterface("replay")
package dev.firebreak.alert.replay;

import org.springframework.modulith.NamedInterface;
