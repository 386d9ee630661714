package dev.firebreak.incident.evidence;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of evidence.
 *
 * @param quota the most bytes of evidence for one incident; more is not kept, and the timeline says so
 */
@ConfigurationProperties("firebreak.evidence")
public record EvidenceSettings(@DefaultValue("256MB") DataSize quota) {}
