package io.bulksend.testsupport;

import java.util.List;

/**
 * What people write to get no more messages, and what only looks like it.
 */
public final class OptOutMessages {

	/** Each of them means stop. */
	public static final List<String> STOPS = List.of("STOP", "stop", " Stop. ", "Stop!!!", "*STOP*", "_stop_", "~Stop~",
			"STOP \uD83D\uDED1", "\u200FStop\u200E", "s t o p", "S.T.O.P.", "\uFF33\uFF34\uFF2F\uFF30",
			"stop stop STOP", "Please stop", "STOP, please!", "Stop all", "STOPALL", "Unsubscribe", "UNSUBSCRIBE ME",
			"Opt out", "opt-out", "OPT  OUT", "OptOut", "Remove me", "Remove me\nfrom your list", "cancel", "QUIT",
			"Don’t message me", "Stop promotions", "Baja", "Darme de baja", "NO MÁS MENSAJES", "no mas mensajes",
			"Cancelar suscripción", "SAIR", "Não quero mais receber mensagens", "nao quero mais receber mensagens",
			"Descadastrar", "बंद करो", "बन्द करें।", "रोकें", "मैसेज मत भेजो", "Band karo", "msg mat bhejo", "Berhenti",
			"BERHENTI BERLANGGANAN", "unreg", "Jangan kirim pesan lagi", "توقف", "إيقاف", "الغاء الاشتراك",
			"إلغاء الإشتراك", "لا ترسلوا رسائل", "СТОП", "Отписаться", "Отпишите, пожалуйста", "Больше не пишите мне!",
			"Abmelden", "Bitte abmelden.", "STOPP", "Keine Nachrichten mehr", "Arrêter", "ARRETER", "Se désabonner",
			"Désinscrire", "Ne m'écrivez plus", "Basta", "Cancellami", "Annulla l’iscrizione", "Non scrivetemi più");

	/** None of them does. */
	public static final List<String> NEAR_MISSES = List.of("Don't stop!", "bus stop", "Stop it, that's great",
			"Stop by tomorrow", "non-stop", "nonstop", "stopover", "Full stop", "Stops", "stopped", "Unstoppable",
			"Please don't stop", "Why did you stop?", "When does the offer stop?", "I can't stop laughing", "Stopwatch",
			"How do I unsubscribe?", "I did not unsubscribe", "unsubscribed by mistake", "Don't remove me",
			"Remove one item", "remove me tomorrow from the guest list", "Cancel my order", "Can I cancel?",
			"No, I will not quit", "The end", "Weekend", "endless", "opt", "out",
			"I opted out last year, write me again", "Stop & shop", "Stop 3", "para mañana", "para você",
			"No puedo parar de reír", "sair de casa", "बंद है क्या?", "बस", "रुको", "band baja", "berhenti di mana?",
			"jangan berhenti", "لا تتوقف", "قف هنا", "не останавливайтесь", "автостоп", "Стоп-кадр", "nicht stoppen",
			"Abmeldung vom Kurs?", "Haltestelle", "sans arrêt", "arrêt de bus", "Non basta", "cancella l'ordine", "yes",
			"ok", "no", "\uD83D\uDC4D", "", "?");

	private OptOutMessages() {
	}

}
