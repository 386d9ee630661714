package dev.firebreak.alert;

import java.util.List;
import java.util.UUID;

/**
 * The answer to a sender. Every received alert is counted once: it opened an incident, joined an open one, was known
 * already, or was resolved by this payload. All counts are 0 if the payload is journaled and will be applied later.
 *
 * @param delivery the id of the payload in the journal
 * @param incidents the incidents that the alerts belong to
 */
public record IngestResult(
        UUID delivery, int received, int opened, int attached, int duplicates, int resolved, List<String> incidents) {}
