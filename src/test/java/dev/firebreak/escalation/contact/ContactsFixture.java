package dev.firebreak.escalation.contact;

import dev.firebreak.access.Audit;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.incident.InMemoryRecord;
import java.util.Map;
import java.util.Optional;

/** Gives tests of other packages what people said of contacts, without Spring and without an audit. */
public final class ContactsFixture {

    private ContactsFixture() {}

    private static final class NoAudit implements Audit {

        @Override
        public void record(String chain, String actor, String action, Map<String, String> facts) {}

        @Override
        public Optional<String> verify() {
            return Optional.empty();
        }
    }

    public static ContactVerifications contacts(InMemoryRecord record, CurrentCatalog catalog) {
        return new ContactVerifications(record.jdbc(), catalog, new NoAudit(), record.clock());
    }
}
