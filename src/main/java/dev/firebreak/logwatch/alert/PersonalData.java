package dev.firebreak.logwatch.alert;

import java.util.regex.Pattern;

/**
 * Masks what a log line may say of people and of keys: mail addresses, card numbers (ISO/IEC 7812, with their check
 * digit), JSON Web Tokens, private keys and access keys. Each pattern takes linear time.
 */
final class PersonalData {

    private static final String MASK = "***";
    private static final Pattern MAIL = Pattern.compile("(?<![\\w.+-])[\\w.+-]{1,64}@(?=[\\w-]{1,63}\\.[\\w.-]{2,})");
    private static final Pattern CARD = Pattern.compile("(?<!\\d)\\d(?:[ -]?\\d){12,18}(?!\\d)");
    private static final Pattern WEB_TOKEN = Pattern.compile("\\beyJ[\\w-]{8,}\\.[\\w-]+(?:\\.[\\w-]*)?");
    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----.*");
    private static final Pattern ACCESS_KEY =
            Pattern.compile("\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b|\\bgh[pousr]_\\w{36,}|\\bxox[abprs]-[\\w-]{10,}");

    private PersonalData() {}

    static String masked(String line) {
        var masked = MAIL.matcher(line).replaceAll(MASK + "@");
        masked = WEB_TOKEN.matcher(masked).replaceAll(MASK);
        masked = PRIVATE_KEY.matcher(masked).replaceAll(MASK);
        masked = ACCESS_KEY.matcher(masked).replaceAll(MASK);
        return CARD.matcher(masked).replaceAll(found -> isCard(found.group()) ? MASK : found.group());
    }

    /** The check digit is right (Luhn). */
    private static boolean isCard(String number) {
        var digits = number.replaceAll("\\D", "");
        var sum = 0;
        for (var n = 0; n < digits.length(); n++) {
            var digit = digits.charAt(digits.length() - 1 - n) - '0';
            var doubled = n % 2 == 1 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
