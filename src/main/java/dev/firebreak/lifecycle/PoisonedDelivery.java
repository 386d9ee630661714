package dev.firebreak.lifecycle;

import dev.firebreak.incident.IncidentId;

/**
 * Something a sender gave us can't be turned into a running process: a person has to look. Published after everything
 * else has been tried; whoever hears it must not need the engine.
 *
 * @param source who sent it
 * @param why in words for a person
 * @param incident the plain incident opened for it, or null if not even that was possible
 */
public record PoisonedDelivery(String source, String why, IncidentId incident) {}
