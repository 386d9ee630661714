package dev.firebreak.board;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import org.springframework.stereotype.Component;

/** People by the names that the catalogue has for them; others by their login. */
@Component
class Names {

    private final Catalog catalog;

    Names(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Null for nobody. */
    String of(String person) {
        return person == null
                ? null
                : catalog.contact(person).map(Contact::name).orElse(person);
    }
}
