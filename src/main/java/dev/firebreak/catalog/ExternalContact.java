package dev.firebreak.catalog;

/**
 * A team or party that an incident is escalated to: nobody who is paged, and mostly nobody inside the house.
 *
 * @param kind what it is, such as {@code hosting-provider}
 * @param mail where an escalation is sent, or null if people call
 * @param phone for people, or null
 * @param url such as its support portal, or null
 * @param contract the number that it asks for, or null
 * @param hours when it answers
 */
public record ExternalContact(
        String id, String name, Kind kind, String mail, String phone, String url, String contract, ContactHours hours) {

    /** What a contact is. */
    public enum Kind {
        INTERNAL_TEAM("internal team"),
        HOSTING_PROVIDER("hosting provider"),
        THIRD_PARTY("third party"),
        SECURITY_VENDOR("security vendor");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }

        /** Such as {@code hosting-provider}, as files name it. */
        public String key() {
            return words.replace(' ', '-');
        }
    }
}
