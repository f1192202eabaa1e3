package io.bulksend.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Besides the contract what does not depend on the database.
 */
class SparedPeopleOnH2Test extends SparedPeopleContract {

	@Override
	String database() {
		return "";
	}

	@Test
	void theyAreSparedHoweverTheirNumbersAreSpelledAndBesideASuppressionList() {
		receipts(message("5215553500118", "Baja", "1782241255"), message("552176540118", "SAIR", "1782241255"));
		this.desk.write("list.txt", "447700900112\n");
		this.desk.write("news.csv", NEWS + "525553500118,flyer-7,Hola\n5521976540118,flyer-7,Olá\n");
		JsonNode check = json(
				this.desk.run("check", "news.csv", "--json", "--suppress", this.desk.path("list.txt").toString()));
		assertThat(check.get("suppression").get("rows").asInt()).isEqualTo(1);
		assertThat(check.get("go_out").asInt()).isEqualTo(2);
		assertThat(this.desk.send("news.csv", "--suppress", this.desk.path("list.txt").toString()).exitCode()).isZero();
		assertThat(this.desk.received()).isEqualTo(Map.of("447700900138", 1L, "447700900175", 1L));
		assertThat(results("news")).extracting((row) -> row.get("error_code"))
			.containsExactly("", "", "", "OPTED_OUT", "OPTED_OUT");
	}

	@Test
	void aCampaignThatSparedThemNeedsNoSuppressionListToGoOn() {
		this.desk.run(List.of("opt-outs", "--add", "447700900112"));
		this.desk.write("news.csv", NEWS);
		assertThat(this.desk.send("news.csv", "--limit", "1").exitCode()).isEqualTo(3);
		assertThat(this.desk.send("news.csv").exitCode()).isZero();
		assertThat(this.desk.received()).isEqualTo(Map.of("447700900138", 1L, "447700900175", 1L));
	}

	@Test
	void neitherARetryNorCorrectionsReachThem() {
		this.desk.refuse("447700900112", "8002");
		this.desk.refuse("447700900175", "8002");
		this.desk.write("news.csv", NEWS + "44770090,flyer-7,Our autumn programme is out\n");
		assertThat(this.desk.send("news.csv").exitCode()).isEqualTo(1);
		assertThat(this.desk.received()).hasSize(3);
		receipts(message("447700900112", "Stop", "1782241255"), message("447700900199", "Stop", "1782241255"));
		this.desk.refuse("", "");
		assertThat(json(this.desk.run("check", "news.csv", "--retry", "rejected", "--json")).get("go_out").asInt())
			.isEqualTo(1);
		assertThat(this.desk.send("news.csv", "--retry", "rejected").exitCode()).isEqualTo(1);
		assertThat(this.desk.received()).containsEntry("447700900112", 1L).containsEntry("447700900175", 2L);
		this.desk.write("fixed.csv", "recipient_whatsapp,line\n447700900199,5\n");
		String corrections = this.desk.path("fixed.csv").toString();
		assertThat(
				json(this.desk.run("check", "news.csv", "--corrections", corrections, "--json")).get("go_out").asInt())
			.isZero();
		assertThat(this.desk.send("news.csv", "--corrections", corrections).exitCode()).isZero();
		assertThat(this.desk.received()).doesNotContainKey("447700900199");
		assertThat(results("news")).extracting((row) -> row.get("error_code"))
			.containsExactly("OPTED_OUT", "", "", "OPTED_OUT");
	}

	@Test
	void groupsAreWrittenToWhoeverOptsOut() {
		receipts(message("447700900112", "Stop", "1782241255"));
		this.desk.write("groups.csv", "recipient_whatsapp,recipient_type,attachment_id\n447700900112,group,flyer-7\n");
		assertThat(this.desk.send("groups.csv").exitCode()).isZero();
		assertThat(this.desk.received()).containsEntry("447700900112", 1L);
	}

	@Test
	void aNumberThatCannotBeOneChangesNothing() {
		for (List<String> wrong : List.of(List.of("--add", "447700900112", "--add", "12"),
				List.of("--add", "447700900112", "--remove", "447700900112"), List.of("--remove", "anna"))) {
			Captured refused = this.desk.run(concat("opt-outs", wrong));
			assertThat(refused.exitCode()).isEqualTo(2);
			assertThat(refused.err()).hasLineCount(1).contains("Nothing was changed.");
		}
		this.desk.run(List.of("opt-outs", "--add", "447700900138"));
		assertThat(json(this.desk.run(List.of("opt-outs", "--json"))).get("count").asInt()).isEqualTo(1);
	}

	@Test
	void wordsOfOnesOwnCount() {
		Path file = this.desk.write("posts.json", message("447700900112", "¡Ya no, gracias!", "1782241255"));
		Captured wrong = this.desk.run(List.of("receipts", file.toString(), "--bulksend.opt-out.words=!!!"));
		assertThat(wrong.exitCode()).isEqualTo(2);
		assertThat(wrong.err()).hasLineCount(1).contains("opt-out.words");
		this.desk.run(List.of("receipts", file.toString(), "--bulksend.opt-out.words=ya no gracias,genug"));
		assertThat(json(this.desk.run(List.of("opt-outs", "--json"))).get("count").asInt()).isEqualTo(1);
	}

	@Test
	void timesThatCannotBeReadAreCountedAndSaid() {
		Path file = this.desk.write("posts.json", message("447700900112", "Hello", "soon"));
		Captured taken = this.desk.run(List.of("receipts", file.toString()));
		assertThat(taken.exitCode()).isZero();
		assertThat(taken.out()).containsPattern("Times that could not be read +1\n");
	}

	@Test
	void aRowInDoubtIsSettledByItsXApiheader() {
		this.desk.loseReplies();
		this.desk.write("orders.csv", """
				recipient_whatsapp,attachment_id,x-apiheader
				447700900112,bill-1,order-1
				447700900112,bill-2,order-2
				447700900138,bill-3,order-3
				447700900175,bill-4,order-3
				""");
		assertThat(this.desk.send("orders.csv").exitCode()).isEqualTo(1);
		receipts("""
				{"delivery_status":[{"ncmessage_id":"m-2","recipient":"447700900112","status":"Read",\
				"received_at":1782241255123,"x-apiheader":"order-2"},{"ncmessage_id":"m-3",\
				"recipient":"447700900138","status":"Sent","received_at":"1782241255","x-apiheader":"order-3"}]}""");
		this.desk.run("results", "orders.csv");
		assertThat(results("orders")).extracting((row) -> row.get("status") + row.get("message_id"))
			.containsExactly("IN_DOUBT", "ACCEPTEDm-2", "IN_DOUBT", "IN_DOUBT");
		assertThat(results("orders").get(1).get("delivery_status")).isEqualTo("read");
	}

	private static List<String> concat(String first, List<String> others) {
		List<String> all = new ArrayList<>(List.of(first));
		all.addAll(others);
		return all;
	}

}
