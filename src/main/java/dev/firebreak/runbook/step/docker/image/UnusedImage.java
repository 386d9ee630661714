package dev.firebreak.runbook.step.docker.image;

import java.time.Instant;

/**
 * An image without a tag that no container uses.
 *
 * @param id {@code sha256:} and 64 characters
 * @param size in bytes; layers that other images share count, too
 */
public record UnusedImage(String id, long size, Instant created) {}
