/** What senders are answered, in the form that each format documents. */
package dev.firebreak.alert.http.response;
