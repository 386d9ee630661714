package dev.firebreak.catalog.reader;

import dev.firebreak.catalog.ContactHours;
import dev.firebreak.catalog.ExternalContact;
import dev.firebreak.catalog.ExternalContact.Kind;
import dev.firebreak.text.PersonId;
import dev.firebreak.text.yaml.YamlFields;
import dev.firebreak.text.yaml.YamlNode;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the teams and parties that incidents are escalated to. */
final class ExternalsReader {

    private ExternalsReader() {}

    static Map<String, ExternalContact> externals(YamlNode section) {
        var externals = new LinkedHashMap<String, ExternalContact>();
        section.entries().forEach((id, node) -> {
            if (!PersonId.isForm(id)) {
                node.addError("an id has these characters: " + PersonId.ALLOWED);
            }
            externals.put(id, external(id, node));
        });
        return externals;
    }

    private static ExternalContact external(String id, YamlNode node) {
        var fields = node.fields("name", "kind", "mail", "phone", "url", "contract", "hours", "zone");
        var kinds = Stream.of(Kind.values()).map(Kind::key).toList();
        var kind = fields.word("kind", kinds, kinds.get(0));
        var mail = fields.optional("mail").isPresent() ? PeopleReader.mail(fields) : null;
        var phone = fields.textOr("phone", null);
        var url = fields.textOr("url", null);
        if (mail == null && phone == null && url == null) {
            node.addError("has no mail, phone or url, so nobody could reach it");
        }
        if (url != null && !url.matches("https?://[!-~]+")) {
            node.addError("url must be an address such as https://support.example");
        }
        return new ExternalContact(
                id,
                fields.textOr("name", id),
                Kind.values()[kinds.indexOf(kind)],
                mail,
                phone,
                url,
                fields.textOr("contract", null),
                hours(fields));
    }

    private static ContactHours hours(YamlFields fields) {
        var zone = fields.optional("zone")
                .flatMap(node -> node.as("a time zone such as Europe/Berlin", ZoneId::of))
                .orElse(ZoneOffset.UTC);
        return fields.optional("hours")
                .flatMap(node ->
                        node.as("24x7, or hours such as Mon-Fri 08:00-18:00", text -> ContactHours.of(text, zone)))
                .orElse(ContactHours.of("24x7", zone));
    }
}
