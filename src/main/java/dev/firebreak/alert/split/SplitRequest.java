package dev.firebreak.alert.split;

import dev.firebreak.web.RejectUnknownFields;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/**
 * What a commander splits off from an incident: the groups named, or all of a service.
 *
 * @param groups the ids of groups, or null
 * @param service the name of a service, or null
 */
@RejectUnknownFields
public record SplitRequest(
        @Size(max = 1_000) List<UUID> groups,
        @Size(max = 120) String service,
        @NotBlank @Size(max = 400) String reason) {}
