package dev.firebreak.catalog;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;

/**
 * An on-call rota.
 *
 * @param zone of the rota; a layer may have another
 * @param layers where several cover a time, the last one counts
 */
public record Rota(String name, ZoneId zone, List<RotaLayer> layers) {

    public Rota {
        layers = List.copyOf(layers);
    }

    /** A rota with one layer that is on at all hours. */
    public Rota(String name, ZoneId zone, LocalDateTime start, Duration shift, List<Contact> people) {
        this(name, zone, List.of(new RotaLayer(zone, start, shift, people, null)));
    }

    /** Everyone in any layer, each once, in the order of the file. */
    public List<Contact> people() {
        return layers.stream()
                .flatMap(layer -> layer.people().stream())
                .distinct()
                .toList();
    }

    /** The first hand-over of the first layer. */
    public Instant begins() {
        var base = layers.get(0);
        return base.start().atZone(base.zone()).toInstant();
    }
}
