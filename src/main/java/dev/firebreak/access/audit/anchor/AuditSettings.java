package dev.firebreak.access.audit.anchor;

import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * {@code firebreak.audit}.
 *
 * @param background whether this node continues the log and anchors it; tests that do it step by step switch it off
 * @param anchorEvery how long after the last anchor a new row is anchored at the latest
 * @param anchorAfter after how many rows an anchor is written at once
 * @param webhook the address to which each anchor is posted as JSON, or null
 */
@Validated
@ConfigurationProperties("firebreak.audit")
record AuditSettings(
        @DefaultValue("true") boolean background,
        @DefaultValue("2m") Duration anchorEvery,
        @DefaultValue("1000") @Min(1) int anchorAfter,
        URI webhook) {}
