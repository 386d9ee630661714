package dev.firebreak.board.page;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Contact;
import org.springframework.stereotype.Component;

/** People by the names that the catalogue has for them; others by their login. */
@Component
public class DisplayNames {

    private final Catalog catalog;

    DisplayNames(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Null for nobody. */
    public String of(String person) {
        return person == null
                ? null
                : catalog.contact(person).map(Contact::name).orElse(person);
    }
}
