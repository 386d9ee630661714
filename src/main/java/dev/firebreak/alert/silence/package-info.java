/**
 * Silences, also those that are planned as maintenance windows: which alerts are held instead of opening an incident,
 * and what becomes of them when the silence ends.
 */
@NamedInterface("silence")
package dev.firebreak.alert.silence;

import org.springframework.modulith.NamedInterface;
