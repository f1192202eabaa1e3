-- The same request as the contenders send, again and again.
wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer benchmark"
wrk.headers["Content-Type"] = "application/json"
wrk.headers["Accept"] = "application/json"
wrk.headers["User-Agent"] = "wrk"
wrk.body = '{"message":[{"recipient_whatsapp":"919000000000","message_type":"media","recipient_type":"individual",'
	.. '"source":"fa9d647a-c8d7-423e-bd27-7d2ca2875dc1","x-apiheader":"order-0","type_media":[{"attachments":['
	.. '{"attachment_id":"1fc380aa-6953-4e95-aef9-f220a22d51a3","caption":"Hello customer 0"}]}]}]}'
