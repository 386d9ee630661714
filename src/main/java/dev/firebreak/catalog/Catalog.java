package dev.firebreak.catalog;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The catalogue: services, targets, contacts and on-call rotas of the organisation.
 *
 * @param profile the severity matrix to use: {@code mosaic} or {@code gitops}
 * @param ladder the escalation policy: the rotas that are paged one after the other, such as primary, secondary,
 *     manager
 * @param audiences contacts by audience, such as {@code engineering}, {@code executives}, {@code customers}
 * @param externals teams and parties that incidents are escalated to, by id
 */
public record Catalog(
        String profile,
        Map<String, Service> services,
        Map<String, Target> targets,
        Map<String, Contact> contacts,
        Map<String, Rota> rotas,
        List<String> ladder,
        Map<String, List<Contact>> audiences,
        BusinessCalendar calendar,
        Map<String, ExternalContact> externals)
        implements CurrentCatalog {

    /** A catalogue without parties outside. */
    public Catalog(
            String profile,
            Map<String, Service> services,
            Map<String, Target> targets,
            Map<String, Contact> contacts,
            Map<String, Rota> rotas,
            List<String> ladder,
            Map<String, List<Contact>> audiences,
            BusinessCalendar calendar) {
        this(profile, services, targets, contacts, rotas, ladder, audiences, calendar, Map.of());
    }

    public Catalog {
        services = Collections.unmodifiableMap(services);
        targets = Collections.unmodifiableMap(targets);
        contacts = Collections.unmodifiableMap(contacts);
        rotas = Collections.unmodifiableMap(rotas);
        audiences = Collections.unmodifiableMap(audiences);
        externals = Collections.unmodifiableMap(externals);
    }

    /** A catalogue that is never replaced is its own current one. */
    @Override
    public Catalog current() {
        return this;
    }

    /** The service of this exact name. */
    public Optional<Service> service(String name) {
        return Optional.ofNullable(services.get(name));
    }

    /** The target of this exact name, never of a prefix. */
    public Optional<Target> target(String name) {
        return name == null ? Optional.empty() : Optional.ofNullable(targets.get(name));
    }

    /** The person or Slack channel of this id. */
    public Optional<Contact> contact(String id) {
        return Optional.ofNullable(contacts.get(id));
    }
}
