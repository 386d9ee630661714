/** What is wrong with a request to our own endpoints, in words: its parameters, its body, its address. */
package dev.firebreak.web.request;
