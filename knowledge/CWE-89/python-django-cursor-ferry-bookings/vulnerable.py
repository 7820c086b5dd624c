from django.contrib.auth.decorators import permission_required
from django.db import connection
from django.http import JsonResponse
from django.views.decorators.http import require_GET


@require_GET
@permission_required("bookings.view_booking")
def departures(request):
    harbour = request.GET.get("harbour", "")
    day = request.GET.get("day", "")
    if not harbour or not day:
        return JsonResponse({"error": "harbour and day are required"}, status=400)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.id, d.leaves_at, s.name, COUNT(b.id) FROM departures d "
            "JOIN ships s ON s.id = d.ship_id LEFT JOIN bookings b ON b.departure_id = d.id "
            "WHERE d.harbour = '%s' AND d.day = '%s' "
            "GROUP BY d.id, d.leaves_at, s.name ORDER BY d.leaves_at" % (harbour, day)
        )
        rows = cursor.fetchall()

    return JsonResponse(
        {
            "harbour": harbour,
            "departures": [
                {"id": key, "leaves": leaves.strftime("%H:%M"), "ship": ship, "booked": booked}
                for key, leaves, ship, booked in rows
            ],
        }
    )
