package dev.firebreak.incident;

/**
 * Event: an incident is in the record, but its process can't be started, so the process pages no one. Listeners page
 * everyone on call without the engine. The event is published within the transaction that records the incident; if a
 * listener throws, the transaction rolls back and the event is published again at the next try.
 *
 * @param source the source of the alerts
 * @param why the error, for the person who fixes it
 */
public record IncidentWithoutProcess(IncidentId incident, String source, String why) {}
