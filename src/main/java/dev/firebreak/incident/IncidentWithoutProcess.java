package dev.firebreak.incident;

/**
 * Alerts arrived, but neither they nor a plain incident can run as a process: the incident stands in the record alone,
 * nobody was paged, and everyone on call has to be told by the simplest way there is. Published as an event within the
 * transaction that records it; a listener that throws makes it come again.
 *
 * @param source whose alerts they are
 * @param why what went wrong, for the one who mends it
 */
public record IncidentWithoutProcess(IncidentId incident, String source, String why) {}
