package dev.firebreak.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What we look after and whom we call.
 *
 * @param profile which organisation's severity matrix applies: {@code mosaic} or {@code gitops}
 * @param ladder the rotas that are paged one after the other, such as primary, secondary, manager
 * @param audiences people by audience: {@code engineering}, {@code executives}, {@code customers}, …
 */
public record Catalog(
        String profile,
        Map<String, Service> services,
        Map<String, Target> targets,
        Map<String, Contact> contacts,
        Map<String, Rota> rotas,
        List<String> ladder,
        Map<String, List<Contact>> audiences,
        BusinessCalendar calendar) {

    public Optional<Service> service(String name) {
        return Optional.ofNullable(services.get(name));
    }

    /** By exact name only, never by prefix. */
    public Optional<Target> target(String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(targets.get(name));
    }

    public Optional<Contact> contact(String id) {
        return Optional.ofNullable(contacts.get(id));
    }
}
