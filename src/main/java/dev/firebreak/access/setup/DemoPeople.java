package dev.firebreak.access.setup;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Person;
import dev.firebreak.access.Role;
import dev.firebreak.access.SecretFile;
import dev.firebreak.access.source.configured.AccessSettings;
import dev.firebreak.text.RandomToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Creates one person for every role, in profile {@code demo} only. They share one password, which is generated at the
 * first start and printed at every start: a well-known one would admit everyone who can reach the port.
 */
@Component
@Profile("demo")
public class DemoPeople implements ApplicationRunner {

    /** The same people as in catalog-demo.yaml. */
    private static final List<Person> PEOPLE = List.of(
            person("olivia", "Olivia Observer", Role.OBSERVER),
            person("rex", "Rex Responder", Role.RESPONDER),
            person("carla", "Carla Commander", Role.COMMANDER),
            person("milo", "Milo Modeler", Role.MODELER),
            person("ada", "Ada Admin", Role.ADMIN));

    private final Accounts accounts;
    private final Path file;
    private String password;

    DemoPeople(Accounts accounts, AccessSettings settings) {
        this.accounts = accounts;
        this.file = settings.dataDir().resolve("demo-password");
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        if (!Files.exists(file)) {
            SecretFile.write(file, "demo-" + RandomToken.next().substring(0, 10));
        }
        password = Files.readString(file).strip();
        PEOPLE.forEach(p -> accounts.createIfMissing(p.id(), p.name(), p.mail(), password, p.roles()));
    }

    /** The demo people. */
    public List<Person> people() {
        return PEOPLE;
    }

    /** The password of all demo people; null until the application has started. */
    public String password() {
        return password;
    }

    private static Person person(String id, String name, Role role) {
        return new Person(id, name, id + "@firebreak.test", Set.of(role));
    }
}
