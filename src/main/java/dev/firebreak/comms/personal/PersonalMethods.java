package dev.firebreak.comms.personal;

import static dev.firebreak.database.Timestamps.at;

import dev.firebreak.access.Audit;
import dev.firebreak.catalog.Contact;
import dev.firebreak.catalog.ContactMethods;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.NotificationRule;
import dev.firebreak.catalog.QuietHours;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.ErrorResponseException;

/** Repository of what people said about how they want to be paged. A change is a row of the audit, without addresses. */
@Repository
public class PersonalMethods {

    private final JdbcClient jdbc;
    private final CurrentCatalog catalog;
    private final Audit audit;
    private final Clock clock;
    private final TransactionTemplate transaction;

    PersonalMethods(
            JdbcClient jdbc,
            CurrentCatalog catalog,
            Audit audit,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.catalog = catalog;
        this.audit = audit;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The person with what they said for themselves. */
    public Contact of(Contact person) {
        return own(person.id()).map(methods -> merged(person, methods)).orElse(person);
    }

    /** What the person said; empty if nothing. */
    public Optional<ContactMethods> own(String person) {
        return jdbc.sql("select * from contact_method where person = ?")
                .param(person)
                .query(PersonalMethods::methods)
                .optional();
    }

    /** Throws {@link dev.firebreak.web.FieldInvalid} for a field, and answers 409 for who is no contact. */
    public void change(String login, MethodsRequest request) {
        var person = catalog.current().contact(login).filter(Contact::isPerson).orElseThrow(() -> {
            var refused = new ErrorResponseException(HttpStatus.CONFLICT);
            refused.setDetail("No page reaches you: the catalogue has no contact " + login);
            return refused;
        });
        var own = request.toMethods(person);
        transaction.executeWithoutResult(status -> {
            jdbc.sql("delete from contact_method where person = ?").param(login).update();
            jdbc.sql("insert into contact_method (person, ntfy, phone, rules, quiet_zone, quiet_from, quiet_until,"
                            + " changed_at) values (?, ?, ?, ?, ?, ?, ?, ?)")
                    .param(login)
                    .param(own.ntfy())
                    .param(own.phone())
                    .param(own.rules().stream().map(NotificationRule::toString).collect(Collectors.joining(",")))
                    .param(own.quiet() == null ? null : own.quiet().zone().getId())
                    .param(own.quiet() == null ? null : own.quiet().from().toString())
                    .param(own.quiet() == null ? null : own.quiet().until().toString())
                    .param(at(clock.instant()))
                    .update();
            audit.record(
                    "system",
                    login,
                    "account.notification-rules",
                    Map.of("rules", own.rules().toString()));
        });
    }

    /** What a person did not say is as in the catalogue. */
    static Contact merged(Contact person, ContactMethods own) {
        var before = person.methods();
        return person.with(new ContactMethods(
                own.ntfy() == null ? before.ntfy() : own.ntfy(),
                before.webhook(),
                own.phone() == null ? before.phone() : own.phone(),
                own.rules().isEmpty() ? before.rules() : own.rules(),
                own.quiet() == null ? before.quiet() : own.quiet()));
    }

    private static ContactMethods methods(ResultSet row, int n) throws SQLException {
        var rules = row.getString("rules");
        var zone = row.getString("quiet_zone");
        return new ContactMethods(
                row.getString("ntfy"),
                null,
                row.getString("phone"),
                rules.isEmpty()
                        ? List.of()
                        : Arrays.stream(rules.split(","))
                                .map(NotificationRule::parse)
                                .toList(),
                zone == null
                        ? null
                        : new QuietHours(
                                ZoneId.of(zone),
                                LocalTime.parse(row.getString("quiet_from")),
                                LocalTime.parse(row.getString("quiet_until"))));
    }
}
